# Goldens of gradient-boosted trees: the algorithm written out on the numbers of the bins.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))
source(file.path(dirname(script), "parts.R"))

binned <- function(v, bins) {
  cuts <- unique(min(v) + seq_len(bins - 1) * ((max(v) - min(v)) / bins))
  findInterval(v, cuts)
}

boost <- function(x, y, class, trees, depth, fewest, rate, lambda = 1) {
  worth <- function(i, g, h) sum(g[i])^2 / (sum(h[i]) + lambda)
  start <- if (class) log(sum(y) / sum(1 - y)) else mean(y)
  grow <- function(i, g, h, level) {
    leaf <- list(weight = -rate * sum(g[i]) / (sum(h[i]) + lambda))
    if (level == depth || length(i) < 2 * fewest) return(leaf)
    best <- list(gain = 1e-12 * length(i))
    for (v in names(x)) {
      b <- x[[v]][i]
      if (is.factor(b)) {
        rank <- sort(tapply(g[i], droplevels(b), sum) / tapply(h[i], droplevels(b), sum))
        sides <- lapply(seq_len(length(rank) - 1), function(k) names(rank)[seq_len(k)])
      } else {
        u <- sort(unique(b))
        sides <- as.list(ceiling((head(u, -1) + tail(u, -1)) / 2))
      }
      for (s in sides) {
        left <- if (is.factor(b)) b %in% s else b < s
        if (min(sum(left), sum(!left)) < fewest) next
        gain <- worth(i[left], g, h) + worth(i[!left], g, h) - worth(i, g, h)
        # Levels without rows go with the larger part.
        if (gain > best$gain * (1 + 1e-12)) best <- list(gain = gain, v = v, s = if (is.factor(b) && sum(left) >= sum(!left))
          c(s, setdiff(levels(x[[v]]), as.character(b))) else s, left = left)
      }
    }
    if (is.null(best$v)) return(leaf)
    list(v = best$v, s = best$s, left = grow(i[best$left], g, h, level + 1),
         right = grow(i[!best$left], g, h, level + 1))
  }
  add <- function(tree, x, i, f) {
    if (!is.null(tree$weight)) { f[i] <- f[i] + tree$weight; return(f) }
    b <- x[[tree$v]][i]
    left <- if (is.factor(b)) b %in% tree$s else b < tree$s
    add(tree$right, x, i[!left], add(tree$left, x, i[left], f))
  }
  f <- rep(start, length(y))
  forest <- list()
  for (t in seq_len(trees)) {
    p <- if (class) plogis(f) else f
    h <- if (class) p * (1 - p) else rep(1, length(y))
    tree <- grow(seq_along(y), p - y, h, 0)
    f <- add(tree, x, seq_along(y), f)
    forest <- c(forest, list(tree))
  }
  function(x) {
    f <- rep(start, nrow(x))
    for (tree in forest) f <- add(tree, x, seq_len(nrow(x)), f)
    f
  }
}

fit_case <- function(y, x, positive = "", trees = 10, depth = 3, fewest = 10, bins = 32, rate = 0.1, split) {
  data <- cbind(cohort, row = seq_len(nrow(cohort)) - 1)
  rows <- data[complete.cases(data[c(y, x)]), ]
  class <- positive != ""
  for (v in setdiff(x, nominal)) rows[[v]] <- binned(rows[[v]], bins)
  target <- if (class) as.integer(rows[[y]] == positive) else rows[[y]]
  parts <- parts_of(rows, split)
  score <- function(train, test) {
    f <- boost(rows[train, x, drop = FALSE], target[train], class, trees, depth, fewest, rate)(rows[test, x, drop = FALSE])
    if (class) mean((f >= 0) == target[test]) else sqrt(mean((target[test] - f)^2))
  }
  all <- rep(TRUE, nrow(rows))
  scores <- c(score(all, all), sapply(part_names(split), function(p) score(parts != p, parts == p)))
  list(y = unbox(y), x = x, positive = unbox(positive), trees = unbox(trees), depth = unbox(depth),
       fewest = unbox(fewest), bins = unbox(bins), rate = unbox(rate), split = split,
       names = c("training rows", part_names(split)), scores = texts(scores))
}

write_golden("gradient_boosted_trees", list(
  fit_case("diagnosis", c("age", "volume", "gender"), "AD", split = holdout(0.3)),
  fit_case("score", c("age", "volume", "grade"), trees = 15, depth = 2, rate = 0.3, split = kfold(3)),
  fit_case("gender", c("volume", "diagnosis", "load"), "M", fewest = 20, bins = 16, split = by_dataset()),
  fit_case("faroutcome", c("age", "load", "dataset"), trees = 5, split = by_dataset("north"))))
