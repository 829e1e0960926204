# Writes src/test/resources/survival.csv: 400 synthetic patients followed for up to six years, with
# a score of their risk. Nobody's data.
set.seed(20260202, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
folder <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1]))
out_folder <- c(commandArgs(TRUE), file.path(folder, "..", "resources"))[1]

n <- 400
dataset <- rep(c("east", "north", "south"), c(170, 150, 80))
age <- sample(45:90, n, replace = TRUE)
sex <- sample(c("F", "M"), n, replace = TRUE)
stage <- sample(c("I", "II", "III"), n, replace = TRUE, prob = c(4, 3, 2))
# A stage that exists at one site only.
stage[dataset == "south" & runif(n) < 0.15] <- "IV"
marker <- round(rnorm(n, 2 + 0.3 * (stage == "III"), 0.8), 3)
hazard <- exp(0.04 * (age - 68) + 0.35 * (sex == "M") + 0.5 * (stage == "III") +
                0.9 * (stage == "IV") + 0.3 * (marker - 2)) / 1100
# Not proportional: the marker matters less as time goes by.
waiting <- (rexp(n) / hazard) ^ (1.15 - 0.08 * marker)
follow <- runif(n, 60, 2000)
days <- pmax(1, round(pmin(waiting, follow)))
status <- ifelse(waiting <= follow, "dead", "alive")
truth <- plogis(-0.7 + 0.05 * (age - 68) + 0.6 * (marker - 2))
risk <- pmin(0.995, pmax(0.005, round(plogis(0.25 + 0.75 * qlogis(truth) + rnorm(n, sd = 0.3)), 4)))
relapse <- ifelse(runif(n) < truth, "yes", "no")
score <- pmin(30, pmax(0, round(15 + 4 * qlogis(risk) + rnorm(n, sd = 4))))

survival <- data.frame(dataset, sex, stage, status, relapse, age, marker, days,
                       # Few distinct times, hence many ties.
                       quarters = ceiling(days / 91), risk, score,
                       # Far from 0, and it spreads by 1.
                       far = 1e8 + sample(-1:1, n, replace = TRUE),
                       # An earlier column determines it.
                       months = 12 * age + 3)
gaps <- list(sex = 0.02, marker = 0.03, days = 0.02, relapse = 0.02, score = 0.02)
for (v in names(gaps)) survival[runif(n) < gaps[[v]], v] <- NA
write.csv(survival, file.path(out_folder, "survival.csv"), row.names = FALSE, na = "", quote = FALSE)
