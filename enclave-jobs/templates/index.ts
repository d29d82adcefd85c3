// templates: reviewed, parameterised computations, one folder each. Trusts the manifests' public
// facts; refuses parameters, inputs and readers that the job text already shows to be wrong. Leaves
// out: running the plan (engine/) and deciding which counts leave (firewall/).

export type {
  ColumnUse,
  Condition,
  Dimension,
  GridColumn,
  LoadColumn,
  MeasurePlan,
  NameOf,
  Parameter,
  Plan,
  PreparedTemplate,
  RawCell,
  RawTable,
  TableLoad,
  TablePlan,
  Template,
  TemplateInput,
  TemplateJob,
  Value,
} from './contract.ts';
export { none } from './contract.ts';
export { dimensionNames, labelColumn } from './facts.ts';
export { gridName, jointMinima, type GroupMinima } from './grid.ts';
export {
  prepareJob,
  templateRegistry,
  type PreparedJob,
  type TemplateRegistry,
} from './registry.ts';
