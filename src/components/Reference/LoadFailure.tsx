/** Says that the request form could not be loaded or shown, and offers another attempt. */

import { Component, type ReactNode } from 'react';

interface Props {
  children: ReactNode;
  /** Called before the children are rendered again. */
  onRetry: () => void;
}

interface State {
  failed: boolean;
}

// A class, because React has no other way to catch what a child throws.
export class LoadFailure extends Component<Props, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  private readonly retry = (): void => {
    this.props.onRetry();
    this.setState({ failed: false });
  };

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div role="alert">
        <p>The request form did not load. Check your connection, or copy a sample above.</p>
        <button type="button" className="button button--secondary button--sm" onClick={this.retry}>
          Try again
        </button>
      </div>
    );
  }
}
