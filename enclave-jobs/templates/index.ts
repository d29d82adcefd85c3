// templates: reviewed, parameterised computations, one folder each. Trusts the manifests' public
// facts; refuses parameters, inputs and readers that the job text already shows to be wrong. Leaves
// out: running the plan (engine/) and deciding which counts leave (firewall/).

export { gridName, templateRegistry, type TemplateRegistry } from './registry.ts';
export {
  defineTemplate,
  templateJob,
  type ColumnUse,
  type EngineRow,
  type Plan,
  type PreparedTemplate,
  type RawCell,
  type RawTable,
  type TableLoad,
  type Template,
  type TemplateInput,
  type TemplateJob,
} from './template.ts';
