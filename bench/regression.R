# Times of lm and glm on pooled rows. Arguments: file of little-endian doubles, column after column
# (x1..x10, y, event, more), rows, runs. Prints a line per model: its name, seconds of each fit.
arguments <- commandArgs(trailingOnly = TRUE)
rows <- as.integer(arguments[2])
runs <- as.integer(arguments[3])
columns <- c(paste0("x", 1:10), "y", "event")
file <- file(arguments[1], "rb")
data <- lapply(columns, function(name) readBin(file, "double", rows, endian = "little"))
close(file)
names(data) <- columns
data <- as.data.frame(data)
timed <- function(name, fit) {
  seconds <- sapply(seq_len(runs), function(run) {
    gc()
    system.time(fit())[["elapsed"]]
  })
  cat(name, format(seconds, nsmall = 3), "\n")
}
covariates <- paste(columns[1:10], collapse = " + ")
timed("lm", function() lm(as.formula(paste("y ~", covariates)), data = data))
timed("glm", function() {
  glm(as.formula(paste("event ~", covariates)), data = data, family = binomial)
})
