import { describe, expect, it } from 'vitest';
import { requestName, schemaName } from './names.ts';

describe('schema names', () => {
  it('drop the package and join nested messages', () => {
    expect(schemaName('mlflow.CreateRun.Response')).toBe('CreateRunResponse');
    expect(schemaName('mlflow.TraceLocation.InferenceTableLocation')).toBe(
      'TraceLocationInferenceTableLocation',
    );
  });

  it('tell messages of one name apart', () => {
    const names = ['mlflow.Dataset', 'mlflow.datasets.Dataset', 'mlflow.SearchLoggedModels.Dataset'].map(
      schemaName,
    );
    expect(new Set(names).size).toBe(3);
  });

  it('mark the older trace API, not the current one', () => {
    expect(schemaName('mlflow.SearchTraces.Response')).toBe('SearchTracesV2Response');
    expect(schemaName('mlflow.SearchTracesV3.Response')).toBe('SearchTracesResponse');
  });

  it('give a request its own name once', () => {
    expect(requestName('mlflow.CreateRun')).toBe('CreateRunRequest');
    expect(requestName('mlflow.LogLoggedModelParamsRequest')).toBe('LogLoggedModelParamsRequest');
  });
});
