# Goldens of decision trees: rpart on the numbers of the bins (cp = -1: it would prune else), and ID3
# written out.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))
source(file.path(dirname(script), "parts.R"))
suppressPackageStartupMessages(library(rpart))

binned <- function(v, bins) {
  cuts <- unique(min(v) + seq_len(bins - 1) * ((max(v) - min(v)) / bins))
  findInterval(v, cuts)
}

complete <- function(y, x) {
  data <- cbind(cohort, row = seq_len(nrow(cohort)) - 1)
  rows <- data[complete.cases(data[c(y, x)]), ]
  rows[nominal] <- lapply(rows[nominal], droplevels)
  rows
}

cart_case <- function(y, x, bins = 32, depth = 4, fewest = 10, split = NULL) {
  rows <- complete(y, x)
  for (v in setdiff(x, nominal)) rows[[v]] <- binned(rows[[v]], bins)
  class <- is.factor(rows[[y]])
  grow <- function(train) rpart(reformulate(x, y), train, method = if (class) "class" else "anova",
    control = rpart.control(minsplit = 2 * fewest, minbucket = fewest, cp = -1, maxdepth = depth,
                            xval = 0, maxcompete = 0, maxsurrogate = 0))
  predicted <- function(fit, test) predict(fit, test, type = if (class) "class" else "vector")
  score <- function(p, actual) if (class) mean(as.character(p) == as.character(actual)) else sqrt(mean((p - actual)^2))
  fit <- grow(rows)
  leaves <- fit$frame[fit$frame$var == "<leaf>", ]
  out <- list(algorithm = unbox("decision_tree"), y = unbox(y), x = x, bins = unbox(bins), depth = unbox(depth),
              fewest = unbox(fewest), nodes = unbox(nrow(fit$frame)), leaves = sort(leaves$n),
              score = texts(score(predicted(fit, rows), rows[[y]])))
  if (!is.null(split)) {
    parts <- parts_of(rows, split)
    scores <- sapply(part_names(split), function(part)
      score(predicted(grow(rows[parts != part, ]), rows[parts == part, ]), rows[[y]][parts == part]))
    out <- c(out, list(split = split, names = names(scores), scores = texts(scores)))
  }
  out
}

id3_case <- function(y, x, depth = 3, fewest = 5) {
  rows <- complete(y, x)
  information <- function(t) { n <- sum(t); t <- t[t > 0]; sum(t * log(t / n)) }
  grow <- function(d, level) {
    counts <- table(d[[y]])
    leaf <- list(n = nrow(d), hits = max(counts), nodes = 1)
    if (level >= depth || nrow(d) < 2 * fewest || max(counts) == nrow(d)) return(list(leaf))
    gains <- sapply(x, function(v) {
      parts <- split(d[[y]], droplevels(d[[v]]))
      if (length(parts) < 2 || min(lengths(parts)) < fewest) return(-Inf)
      sum(sapply(parts, function(p) information(table(p)))) - information(counts)
    })
    if (max(gains) <= 1e-12 * nrow(d)) return(list(leaf))
    unlist(lapply(split(d, droplevels(d[[x[which.max(gains)]]])), grow, level + 1), recursive = FALSE)
  }
  leaves <- grow(rows, 0)
  list(algorithm = unbox("id3"), y = unbox(y), x = x, depth = unbox(depth), fewest = unbox(fewest),
       leaves = sort(unname(sapply(leaves, `[[`, "n"))),
       score = texts(sum(sapply(leaves, `[[`, "hits")) / nrow(rows)))
}

write_golden("decision_tree", list(
  cart_case("diagnosis", c("age", "volume", "score")),
  cart_case("diagnosis", c("age", "grade", "dataset", "volume"), bins = 20, depth = 5, split = kfold(5)),
  cart_case("gender", c("volume", "diagnosis", "load"), fewest = 20, split = by_dataset()),
  cart_case("score", c("age", "volume", "grade", "gender"), bins = 64, depth = 3, split = holdout(0.3)),
  cart_case("load", c("age", "diagnosis", "dataset"), fewest = 15, split = kfold(3)),
  cart_case("volume", c("age", "months", "gender"), bins = 40, depth = 6, fewest = 7),
  id3_case("diagnosis", c("gender", "grade", "dataset")),
  id3_case("gender", c("diagnosis", "grade"), depth = 2, fewest = 8)))
