# Writes src/test/resources/visits.csv: 400 synthetic patients at three sites, with counts, costs and
# times at risk, grouped in eight clinics. Nobody's data.
set.seed(20260703, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
folder <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1]))
out_folder <- c(commandArgs(TRUE), file.path(folder, "..", "resources"))[1]

n <- 400
dataset <- rep(c("east", "north", "south"), c(150, 140, 110))
clinic <- ifelse(dataset == "east", sample(c("a", "b", "c"), n, TRUE),
                 ifelse(dataset == "north", sample(c("d", "e"), n, TRUE),
                        sample(c("f", "g", "h"), n, TRUE, c(6, 5, 1))))
age <- sample(40:80, n, replace = TRUE)
sex <- sample(c("F", "M"), n, replace = TRUE)
arm <- sample(c("none", "low", "high"), n, replace = TRUE)
years <- round(runif(n, 0.2, 6), 3)
level <- c(a = 0.4, b = -0.2, c = 0.1, d = -0.5, e = 0.6, f = 0, g = -0.3, h = 0.9)[clinic]
falls <- rpois(n, years * exp(-1 + 0.02 * (age - 60) + 0.3 * (sex == "M") - 0.4 * (arm == "high")))
visits <- rnbinom(n, size = 1.7, mu = years * exp(0.5 + 0.01 * (age - 60)))
cost <- round(rgamma(n, shape = 3, scale = exp(6 + 0.02 * (age - 60) + 0.5 * (sex == "M")) / 3), 2)
score <- round(20 + 0.1 * (age - 60) + 1.5 * (sex == "M") + 2 * level + rnorm(n, sd = 2), 3)
rows <- data.frame(dataset, clinic, sex, arm, age, years, falls, visits, cost,
                   micro = signif(cost * 1e-12, 6), score)
gaps <- list(years = 0.03, sex = 0.02, cost = 0.04, clinic = 0.02, score = 0.03)
for (v in names(gaps)) rows[runif(n) < gaps[[v]], v] <- NA
write.csv(rows, file.path(out_folder, "visits.csv"), row.names = FALSE, na = "", quote = FALSE)
