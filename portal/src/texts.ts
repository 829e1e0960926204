/** Every text of the portal, in one place. Texts of algorithms and data come from the API. */

const plural = (n: number, one: string, many: string) =>
  `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

export const texts = {
  shell: {
    product: "Koinon",
    tagline: "One question, many houses. The data stay home.",
    skip: "Skip to the question",
    version: (version: string) => `version ${version}`,
    state: { ready: "ready", degraded: "degraded" },
    noAnswer: "no answer from the master",
    connected: (connected: number, known: number) =>
      `${connected} of ${plural(known, "worker", "workers")} connected`,
    busy: (running: number, queued: number) => `${running} running, ${queued} queued`,
    toDark: "Switch to dark colours",
    toLight: "Switch to light colours",
    notices: "Notices",
    noLogin: "No login: this portal is open to everyone on this machine",
    noLoginWhy: "It listens on this machine only. Configure users before you open it to a network.",
    lost: "Connection lost",
    lostWhat:
      "The master does not answer. Nothing is lost: experiments go on there, and this page reconnects by itself.",
    loading: "Loading",
  },

  workers: {
    heading: "Workers",
    none: "No worker has joined yet. Invite one with: koinon invite",
    state: { connected: "connected", lost: "lost", suspended: "suspended" },
    datasets: (n: number) => plural(n, "dataset", "datasets"),
    policy: (policy: string) => `${policy} policy`,
    contact: (when: string) => `last contact ${when}`,
    never: "never in contact",
  },

  question: {
    heading: "Ask",
    dataModel: "Data model",
    dataModelOption: (label: string, id: string) => (label === "" ? id : `${label} (${id})`),
    dataModelNote: (variables: number, datasets: number) =>
      `${plural(variables, "variable", "variables")}, ${plural(datasets, "dataset", "datasets")}`,
    noDataModels:
      "No data are published yet. A worker's owner publishes a dataset, then it appears here.",
    algorithm: "Method",
    algorithmHint: "Choose what to compute",
    leaves: "What leaves a site",
    release: {
      pooled: "Sums over all sites only: nobody sees the part of one site.",
      pooled_and_site:
        "Sums over all sites, and aggregates of single sites where their policy allows it.",
    },
    noAlgorithms: "This master offers no algorithms.",
    parameters: "Settings",
    run: "Run",
    starting: "Starting",
    stillNeeded: (things: string[]) => `Still needed: ${things.join("; ")}.`,
    ready: (datasets: number) => `Will be asked of ${plural(datasets, "dataset", "datasets")}.`,
    needs: {
      dataModel: "a data model",
      dataset: "a dataset",
      algorithm: "a method",
      atLeast: (n: number, label: string) =>
        `${n === 1 ? "a variable" : `${n} variables`} for “${label}”`,
      parameter: (label: string) => `a value for “${label}”`,
      filter: (n: number) => `a complete filter rule ${n}`,
    },
  },

  datasets: {
    label: "Datasets",
    search: "Find a dataset or worker",
    all: "All",
    none: "None",
    empty: "No dataset of this data model is available now.",
    noMatch: "No dataset matches.",
    chosen: (n: number, of: number) => `${n} of ${of} chosen`,
    rows: "rows",
    unavailable: (worker: string) =>
      `${worker} is not connected: it can only take part when it is back`,
  },

  variables: {
    y: "Outcome",
    x: "Covariates",
    search: "Search by label or code",
    many: (min: number) => (min === 0 ? "any number, optional" : `${min} or more`),
    exactly: (n: number) => (n === 1 ? "exactly one" : `exactly ${n}`),
    between: (min: number, max: number) =>
      min === 0 ? `up to ${max}, optional` : `${min} to ${max}`,
    kinds: { numerical: "numbers", nominal: "categories", text: "text" },
    levels: (n: number) => `with ${plural(n, "level", "levels")}`,
    eligible: (n: number) => plural(n, "eligible variable", "eligible variables"),
    hidden: (n: number) => `${n} more not in every chosen dataset`,
    nothing: "No eligible variable has this label or code",
    none: "No variable of the chosen datasets is eligible here.",
    usedAs: (role: string) => `already used: ${role}`,
    kind: { numerical: "123", nominal: "ABC", text: "…" },
  },

  parameters: {
    range: (min: string, max: string) => `${min} to ${max}`,
    atLeast: (min: string) => `at least ${min}`,
    atMost: (max: string) => `at most ${max}`,
    standard: (value: string) => `default ${value}`,
    levelMissing: (role: string) => `Choose a categorical variable as “${role}” first`,
    optional: "optional",
  },

  filter: {
    heading: "Only rows where",
    add: "Add a filter rule",
    remove: (n: number) => `Remove rule ${n}`,
    and: "and",
    variable: (n: number) => `Variable of rule ${n}`,
    operator: (n: number) => `Operator of rule ${n}`,
    value: (n: number) => `Value of rule ${n}`,
    low: (n: number) => `Lowest value of rule ${n}`,
    high: (n: number) => `Highest value of rule ${n}`,
    pickVariable: "variable",
    pickValue: "value",
    json: "Filter as JSON",
    operators: {
      equal: "is",
      not_equal: "is not",
      less: "<",
      less_or_equal: "≤",
      greater: ">",
      greater_or_equal: "≥",
      between: "between",
      not_between: "not between",
      in: "is one of",
      not_in: "is none of",
      is_null: "is missing",
      is_not_null: "is present",
    } as Record<string, string>,
  },

  experiments: {
    heading: "Experiment",
    recent: "Recent experiments",
    noneYet: "Your experiments appear here and stay, also after a restart.",
    state: {
      queued: "queued",
      running: "running",
      succeeded: "succeeded",
      failed: "failed",
      cancelled: "cancelled",
    },
    welcome: "Ask a question of data that stay at home",
    welcomeSteps: [
      "Choose datasets: they stay at their hospitals.",
      "Choose a method and its variables.",
      "Run: only protected sums travel, and you see every round.",
    ],
    round: (n: number, title: string) => (title === "" ? `Round ${n}` : `Round ${n}: ${title}`),
    rounds: "Progress",
    answered: (done: number, of: number) =>
      `${done} of ${plural(of, "site has", "sites have")} answered`,
    queued: "Waiting for its turn",
    site: { computing: "computing", answered: "answered", waiting: "waiting" },
    cancel: "Cancel",
    cancelling: "Cancelling",
    cancelled: "This experiment was cancelled. Nothing was kept but this record.",
    close: "Close",
    cut: "Live updates are cut",
    reconnecting: "The experiment goes on at the master; this page reconnects by itself.",
    question: (y: string, x: string) => (x === "" ? y : y === "" ? x : `${y} ~ ${x}`),
    took: (seconds: string) => `took ${seconds} s`,
    open: (name: string) => `Open ${name}`,
    filtered: "filtered",
    datasets: (codes: string[]) =>
      codes.slice(0, 4).join(", ") + (codes.length > 4 ? ` and ${codes.length - 4} more` : ""),
  },

  result: {
    warnings: "Read this first",
    excluded: "Not every site took part",
    sites: "Who took part",
    site: "Site",
    participation: "Part",
    rows: "Rows analysed",
    dropped: "Rows left out",
    droppedTotal: "Left out over all sites",
    droppedReasons: {
      missing: "with a missing value",
      outOfBounds: "out of bounds",
      filtered: "filter",
    } as Record<string, string>,
    droppedNone: "none",
    participations: {
      contributed: "contributed",
      withheld: "withheld",
      refused: "refused",
      absent: "absent",
    },
    siteOut: (site: string, how: string, reason: string) =>
      reason === "" ? `${site}: ${how}` : `${site}: ${how} (${reason})`,
    method: "Method",
    privacy: "Privacy",
    modes: {
      masked: "masked sums",
      site_release: "site release",
      single_site: "single site",
    } as Record<string, string>,
    download: "Download JSON",
    empty: "This result has neither tables nor plots. Download the JSON to see its statistics.",
    note: "Note",
  },

  statistic: {
    suppressed: "suppressed",
    suppressedWhy: (reason: string) => (reason === "" ? "This value may not be shown." : reason),
    undefinedWhy: (reason: string) => (reason === "" ? "There is no such value." : reason),
    undefinedLabel: (reason: string) => `not defined: ${reason}`,
    suppressedLabel: (reason: string) => `suppressed: ${reason}`,
  },

  plots: {
    notShown: "Not shown",
    more: (n: number) => `and ${n} more`,
    count: "count",
    hatched: "suppressed",
    scale: (low: string, high: string) => `Colours from ${low} to ${high}`,
    interval: (value: string, lower: string, upper: string) => `${value} (${lower} to ${upper})`,
    forest: (n: number, reference: string) =>
      `${plural(n, "estimate", "estimates")} with intervals about ${reference}.`,
    histogram: (bins: number, from: string, to: string) =>
      `Histogram, ${plural(bins, "bin", "bins")} from ${from} to ${to}.`,
    bars: (n: number) => `Bars over ${plural(n, "category", "categories")}.`,
    heatMap: (rows: number, columns: number) => `Heat map, ${rows} by ${columns}.`,
    boxes: (n: number) => `${plural(n, "box plot", "box plots")}.`,
    box: (median: string, q1: string, q3: string) => `median ${median}, quartiles ${q1} and ${q3}`,
    curves: (n: number, x: string, y: string) =>
      `${plural(n, "curve", "curves")} of ${y} over ${x}.`,
    ends: (x: string, y: string) => `ends at ${x} with ${y}`,
    bin: (from: string, to: string) => `${from} to ${to}`,
    failed: "This plot could not be drawn. Its numbers are in the tables and in the JSON.",
  },

  /** What to do, by code where that is known, else by who can mend it. */
  problem: {
    unknownTitle: "Something went wrong",
    reference: (code: string) => `code ${code}`,
    byCode: {
      UNREACHABLE: "The master did not answer. Check that it runs, then try again.",
      TOO_MANY_EXPERIMENTS:
        "Wait until one of your experiments has ended, or cancel one, then run again.",
      NOT_CONVERGED: "Use fewer or less correlated covariates, or allow more iterations.",
      INSUFFICIENT_DATA:
        "Use more datasets, fewer variables or a wider filter, so that enough patients remain.",
      REFUSED_BY_POLICY: "Ask another question, or ask the data owner to allow this one.",
      SITE_UNREACHABLE: "Run again when the site is back, or without its datasets.",
      SITE_TIMED_OUT: "Run again later, or without the datasets of the slow site.",
      NO_BOUND: "Ask the data owner to publish a bound for this variable, or leave it out.",
      UNKNOWN_EXPERIMENT: "Open one of the recent experiments instead.",
      CANCELLED: "Run it again if you want the answer.",
      OUT_OF_RESOURCES:
        "Ask for less, or tell the operator that the machine is short of space or time.",
    } as Record<string, string>,
    byBlame: {
      analyst: "Change the question and run again.",
      site: "Run again later, or without the datasets of this site.",
      policy: "A rule of a data owner does not allow this. Ask another question or ask the owner.",
      internal: "This is our fault, not yours. Run again; if it stays, tell the operator the code.",
    } as Record<string, string>,
  },

  time: {
    now: "just now",
  },
};
