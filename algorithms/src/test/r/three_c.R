# Goldens of 3C: aov by diagnosis, p.adjust, kmeans (Lloyd) of standardised variables from the start
# that Koinon draws, table.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))

# numpy.random.RandomState(123).uniform(size=12).
uniform <- c(0.6964691855978616, 0.28613933495037946, 0.2268514535642031, 0.5513147690828912,
             0.7194689697855631, 0.42310646012446096, 0.9807641983846155, 0.6848297385848633,
             0.48093190148436094, 0.3921175181941505, 0.3431780161508694, 0.7290497073840416)

three_c <- function(y, x, k, rate) {
  rows <- droplevels(na.omit(cohort[c(y, x)]))
  tests <- lapply(x, function(v) summary(aov(rows[[v]] ~ rows[[y]]))[[1]][1, c("F value", "Pr(>F)")])
  f <- vapply(tests, function(t) t[[1]], 0)
  p <- vapply(tests, function(t) t[[2]], 0)
  adjusted <- p.adjust(p, "BH")
  kept <- x[adjusted <= rate]
  columns <- scale(rows[sort(kept, method = "radix")])
  low <- apply(columns, 2, min)
  high <- apply(columns, 2, max)
  start <- t(low + (high - low) * matrix(uniform[seq_len(k * length(kept))], nrow = length(kept)))
  fit <- kmeans(columns, start, iter.max = 100, algorithm = "Lloyd")
  m <- unclass(table(fit$cluster, rows[[y]]))
  plain <- suppressWarnings(chisq.test(m, correct = FALSE))
  pairs <- function(n) sum(choose(n, 2))
  expected <- pairs(rowSums(m)) * pairs(colSums(m)) / choose(sum(m), 2)
  list(y = y, x = x, k = unbox(k), rate = unbox(rate), n = unbox(nrow(rows)), f = texts(f),
       p = texts(p), adjusted = texts(adjusted), kept = kept, sizes = fit$size,
       within = texts(fit$tot.withinss), between = texts(fit$betweenss), columns = colnames(m),
       counts = lapply(seq_len(k), function(i) unname(m[i, ])), chisq = texts(plain$statistic),
       v = texts(sqrt(unname(plain$statistic) / sum(m) / (min(dim(m)) - 1))),
       purity = texts(sum(apply(m, 1, max)) / sum(m)),
       rand = texts((pairs(m) - expected) / ((pairs(rowSums(m)) + pairs(colSums(m))) / 2 - expected)))
}

write_golden("three_c", list(
  three_c("diagnosis", c("score", "age", "volume", "load"), 3, 0.05),
  three_c("gender", c("load", "volume", "mixture", "score"), 4, 0.5)))
