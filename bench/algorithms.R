# Times of R's own functions on pooled rows. Arguments: file of little-endian doubles, column after
# column (x1..x10, y, event, time, status, sex, stage, arm), rows, runs. Prints a line per method:
# its name, seconds of each run; no further run follows one of over a minute.
library(survival)
arguments <- commandArgs(trailingOnly = TRUE)
rows <- as.integer(arguments[2])
runs <- as.integer(arguments[3])
columns <- c(paste0("x", 1:10), "y", "event", "time", "status", "sex", "stage", "arm")
file <- file(arguments[1], "rb")
data <- lapply(columns, function(name) readBin(file, "double", rows, endian = "little"))
close(file)
names(data) <- columns
data <- as.data.frame(data)
data$sex <- factor(data$sex)
data$stage <- factor(data$stage)
x <- columns[1:10]
matrix <- as.matrix(data[x])
covariates <- paste(x, collapse = " + ")

timed <- function(name, work, times = 1) {
  seconds <- c()
  while (length(seconds) < runs && all(seconds < 60)) {
    gc()
    seconds <- c(seconds, system.time(work())[["elapsed"]])
  }
  cat(name, format(times * seconds, nsmall = 3), "\n")
}

timed("descriptive", function() {
  lapply(data[x], function(v) c(summary(v), sd = sd(v), missing = sum(is.na(v))))
})
timed("ttest", function() lapply(data[x], function(v) t.test(v ~ data$sex)))
timed("anova", function() summary(aov(y ~ sex * stage, data)))
timed("pca", function() prcomp(matrix, scale. = TRUE))
timed("kmeans", function() {
  # It warns that 20 iterations do not converge: all are to do the same number.
  suppressWarnings(kmeans(matrix, matrix[1:4, ], iter.max = 20, algorithm = "Lloyd"))
})
timed("cox", function() {
  coxph(as.formula(paste("Surv(time, status) ~", covariates)), data, ties = "efron")
})

# Of millions of rows one fold, its time times ten.
set.seed(1)
fold <- sample(rep_len(1:10, rows))
folds <- if (rows > 1e6) 1 else 1:10
timed("logistic_cv", function() {
  sapply(folds, function(k) {
    out <- fold == k
    formula <- as.formula(paste("event ~", covariates))
    fit <- glm(formula, data = data[!out, ], family = binomial)
    mean((predict(fit, data[out, ]) >= 0) == (data$event[out] == 1))
  })
}, 10 / length(folds))
