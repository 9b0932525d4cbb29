/** Tabs whose panels are all in the server's HTML; `src/first/tabs.ts` chooses among them. */
import type TabItemType from '@theme/TabItem';
import type TabsType from '@theme/Tabs';
import { Children, type ComponentProps, isValidElement, type ReactNode, useId } from 'react';
import styles from './styles.module.css';

type Item = ComponentProps<typeof TabItemType>;

/** Prefixes the error with the tabs, because MDX says nothing of where it stands. */
function itemsOf(children: ReactNode): Item[] {
  return Children.toArray(children).map((child) => {
    if (isValidElement<Item>(child) && typeof child.props.value === 'string') return child.props;
    throw new Error('Tabs: each child must be a TabItem with a value.');
  });
}

export function Tabs({ children, groupId = '' }: ComponentProps<typeof TabsType>): ReactNode {
  const id = useId();
  const items = itemsOf(children);
  const chosen = (items.find((item) => item.default) ?? items[0])?.value;
  return (
    <div className="tabs-container" data-tabs={groupId}>
      <div role="tablist" className="tabs">
        {items.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            role="tab"
            id={`${id}-${value}`}
            className={styles.tab}
            aria-controls={`${id}-${value}-panel`}
            aria-selected={value === chosen}
            tabIndex={value === chosen ? 0 : -1}
            data-value={value}
            suppressHydrationWarning
          >
            {label ?? value}
          </button>
        ))}
      </div>
      {items.map(({ value, label, children: panel }) => (
        <div
          key={value}
          role="tabpanel"
          id={`${id}-${value}-panel`}
          className={styles.panel}
          aria-labelledby={`${id}-${value}`}
          hidden={value !== chosen}
          data-value={value}
          data-label={label ?? value}
          suppressHydrationWarning
        >
          {panel}
        </div>
      ))}
    </div>
  );
}
