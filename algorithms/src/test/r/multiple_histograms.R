# Goldens of histograms: hist with closed left ends, the last bin closed on both sides.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))

counts_in <- function(values, edges) {
  # fuzz = 0: R else moves values that lie within 1e-7 of an edge into the next bin.
  hist(values, breaks = edges, right = FALSE, include.lowest = TRUE, plot = FALSE, fuzz = 0)$counts
}
histogram <- function(y, groups, bins) {
  rows <- na.omit(cohort[c(y, groups)])
  if (y %in% nominal) {
    edges <- numeric(0)
    counter <- function(v) as.integer(table(v))
  } else {
    low <- min(rows[[y]])
    high <- max(rows[[y]])
    edges <- c((0:(bins - 1)) * ((high - low) / bins) + low, high)
    counter <- function(v) counts_in(v, edges)
  }
  panels <- list(list(group = unbox(""), level = unbox(""), counts = counter(rows[[y]])))
  for (g in groups) for (l in levels(cohort[[g]])) {
    panels[[length(panels) + 1]] <- list(group = unbox(g), level = unbox(l),
                                         counts = counter(rows[[y]][rows[[g]] == l]))
  }
  list(y = unbox(y), x = groups, bins = unbox(bins), edges = texts(edges),
       categories = if (y %in% nominal) levels(rows[[y]]) else character(0), panels = panels)
}
write_golden("multiple_histograms", list(
  histogram("volume", character(0), 20),
  histogram("load", c("gender", "diagnosis"), 7),
  histogram("age", "grade", 1),
  histogram("age", "dataset", 13),
  histogram("diagnosis", c("dataset", "grade"), 20)))
