/** Names of component schemas: stable, unique, and readable in a client. */

/** Messages whose own name says too little or is taken by another message. */
const RENAMED: Readonly<Record<string, string>> = {
  'mlflow.artifacts.FileInfo': 'StoredFile',
  'mlflow.artifacts.ListArtifacts': 'ListStoredArtifacts',
  'mlflow.artifacts.ListArtifacts.Response': 'ListStoredArtifactsResponse',
  'mlflow.datasets.Dataset': 'EvaluationDataset',
  'mlflow.SearchLoggedModels.Dataset': 'LoggedModelDatasetFilter',
  'mlflow.SearchLoggedModels.OrderBy': 'LoggedModelOrder',
  'mlflow.TraceInfo': 'TraceInfoV2',
  'mlflow.TraceInfoV3': 'TraceInfo',
  'mlflow.TraceInfoV3.State': 'TraceInfoState',
  'opentelemetry.proto.trace.v1.Status': 'SpanStatus',
  'opentelemetry.proto.trace.v1.Status.StatusCode': 'SpanStatusCode',
};

/** Messages of the older trace API; those of the current one carry `V3` in MLflow and no mark here. */
const OLD_TRACES =
  /^mlflow\.(StartTrace|EndTrace|GetTraceInfo|SearchTraces|DeleteTraces|SetTraceTag|DeleteTraceTag)(?=\.|$)/;

/** Schema name of a protobuf message or enum: nested names are joined, packages dropped. */
export function schemaName(fullName: string): string {
  const renamed = RENAMED[fullName];
  if (renamed !== undefined) return renamed;
  const marked = fullName.replace(OLD_TRACES, 'mlflow.$1V2');
  const parts = marked.split('.').filter((part) => /^[A-Z]/.test(part));
  return parts
    .join('')
    .replace(/RequestResponse$/, 'Response')
    .replace(/V3(Response)?$/, '$1');
}

/** FastAPI's schemas whose own name says too little or is taken by a message. */
const RENAMED_FASTAPI: Readonly<Record<string, string>> = {
  AliasResponse: 'MCPServerAlias',
  ConnectOptionSettings: 'MCPConnectOption',
  SetAliasRequest: 'SetMCPServerAliasRequest',
  SetTagRequest: 'SetMCPServerTagRequest',
};

/** Schema name of a schema that FastAPI gives. */
export function fastapiSchemaName(name: string): string {
  return RENAMED_FASTAPI[name] ?? name;
}

/** Schema name of the body of a request. */
export function requestName(fullName: string): string {
  const name = schemaName(fullName);
  return name.endsWith('Request') ? name : `${name}Request`;
}
