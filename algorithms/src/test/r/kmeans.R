# Goldens of k-means: Lloyd's algorithm from the start that Koinon draws.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))

# numpy.random.RandomState(123).uniform(size=12).
uniform <- c(0.6964691855978616, 0.28613933495037946, 0.2268514535642031, 0.5513147690828912,
             0.7194689697855631, 0.42310646012446096, 0.9807641983846155, 0.6848297385848633,
             0.48093190148436094, 0.3921175181941505, 0.3431780161508694, 0.7290497073840416)

cluster <- function(y, k) {
  rows <- na.omit(cohort[sort(y, method = "radix")])
  low <- vapply(rows, min, 0)
  high <- vapply(rows, max, 0)
  start <- t(low + (high - low) * matrix(uniform[seq_len(k * length(y))], nrow = length(y)))
  fit <- kmeans(rows, start, iter.max = 100, algorithm = "Lloyd")
  centres <- fit$centers[, y, drop = FALSE]
  list(y = y, k = unbox(k), n = unbox(nrow(rows)), sizes = fit$size,
       centres = lapply(seq_len(k), function(c) texts(centres[c, ])),
       withinss = texts(fit$withinss), within = texts(fit$tot.withinss),
       between = texts(fit$betweenss), total = texts(fit$totss))
}

write_golden("kmeans", list(
  cluster(c("volume", "score"), 3),
  cluster(c("volume", "age", "score"), 4),
  cluster(c("load", "age"), 1),
  cluster(c("far", "faroutcome"), 2)))
