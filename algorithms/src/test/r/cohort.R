# Writes src/test/resources/cohort.csv: 600 synthetic patients at three sites. Nobody's data.
set.seed(20260101, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
folder <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1]))
out_folder <- c(commandArgs(TRUE), file.path(folder, "..", "resources"))[1]

n <- 600
dataset <- rep(c("east", "north", "south"), c(250, 230, 120))
age <- sample(50:90, n, replace = TRUE)
gender <- sample(c("F", "M"), n, replace = TRUE)
grade <- sample(c("1", "2", "3", "10"), n, replace = TRUE, prob = c(4, 3, 2, 1))
volume <- round(4 - 0.02 * (age - 70) + 0.3 * (gender == "M") + rnorm(n, sd = 0.4), 4)
score <- round(27 - 0.15 * (age - 70) + 1.7 * volume + 0.2 * as.integer(grade) + rnorm(n, sd = 2), 3)
load <- round(exp(rnorm(n, sd = 1.2)), 5)
risk <- -0.4 + 0.06 * (age - 70) - 0.8 * (volume - 4)
diagnosis <- ifelse(runif(n) < plogis(risk), "AD", sample(c("CN", "MCI"), n, replace = TRUE))
# A level that exists at one site only.
diagnosis[dataset == "south" & runif(n) < 0.1] <- "PSP"

cohort <- data.frame(
  dataset, gender, diagnosis, grade, single = "only", age, volume, score, load,
  # Earlier columns determine it.
  months = 12 * age + 3,
  mixture = round(2 * age + volume, 4),
  # Far from 0, and it spreads by 1.
  far = 1e8 + sample(-1:1, n, replace = TRUE),
  constant = 0.1,
  empty = NA,
  exact = 3 * age - 7)
cohort$faroutcome <- 1e8 + round(0.25 * (cohort$far - 1e8) + 0.01 * (age - 70) + rnorm(n), 3)
gaps <- list(volume = 0.06, score = 0.04, gender = 0.03, diagnosis = 0.02, grade = 0.02)
for (v in names(gaps)) cohort[runif(n) < gaps[[v]], v] <- NA
write.csv(cohort, file.path(out_folder, "cohort.csv"), row.names = FALSE, na = "", quote = FALSE)
