// What people read of a question, one file for each: the words of its form, its table and its
// refusals. Everything else about a question lives in its folder of templates.

export interface ParameterWords {
  readonly label: string;
  readonly help?: string;
  /** The choice that names nothing. */
  readonly none?: string;
  /** Of a parameter that is one of several words. */
  readonly words?: Readonly<Record<string, string>>;
}

export interface TemplateWords {
  /** The question itself, as people ask it. */
  readonly title: string;
  readonly needs: string;
  readonly agree: string;
  readonly learns: string;
  /** Above the list of datasets, where more than two can be chosen. */
  readonly datasets?: string;
  readonly parameters: Readonly<Record<string, ParameterWords>>;
  /**
   * Columns of counts; the one of the bars is `main`, or the first one. `{left}` stands for whose
   * dataset the parameter `left` names.
   */
  readonly measures: Readonly<Record<string, string>>;
  readonly main?: string;
  /** What an owner can ask for instead, if it can be asked without a column to group by. */
  readonly narrower?: string;
  /** Columns of the answer. */
  readonly answers: Readonly<Record<string, string>>;
  /** What rows are grouped by, where it is no column of somebody's table. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** Why it does not accept a job: by the place that the template names. */
  readonly refusals: Readonly<Record<string, string>>;
}
