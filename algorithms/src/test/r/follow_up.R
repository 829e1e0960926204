# Writes src/test/resources/follow_up.csv: 240 synthetic patients at three sites with up to three
# visits each, of which some are missing. Nobody's data.
set.seed(20261121, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
folder <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1]))
out_folder <- c(commandArgs(TRUE), file.path(folder, "..", "resources"))[1]

n <- 240
patients <- data.frame(
  dataset = rep(c("east", "north", "south"), c(100, 80, 60)), subjectid = 1:n,
  sex = sample(c("F", "M"), n, replace = TRUE), age = sample(55:85, n, replace = TRUE),
  diagnosis = sample(c("CN", "MCI", "AD"), n, replace = TRUE, c(4, 3, 2)))
rows <- merge(patients, data.frame(visitid = c("BL", "FL1", "FL2"), years = 0:2))
slope <- c(CN = 0.1, MCI = 0.9, AD = 2)[rows$diagnosis]
rows$volume <- round(4 - 0.03 * (rows$age - 70) - 0.06 * slope * rows$years + rnorm(nrow(rows), sd = 0.2), 4)
rows$mmse <- pmin(30, round(29 - 2 * slope - slope * rows$years + rnorm(nrow(rows))))
worse <- rows$diagnosis == "MCI" & runif(nrow(rows)) < 0.15 * rows$years
rows$diagnosis[worse] <- "AD"
for (v in c("volume", "mmse", "sex", "diagnosis")) rows[runif(nrow(rows)) < 0.03, v] <- NA
rows <- rows[runif(nrow(rows)) > 0.12 * rows$years, ]
rows <- rows[sample(nrow(rows)), c("dataset", "subjectid", "visitid", "sex", "age", "diagnosis", "volume", "mmse")]
write.csv(rows, file.path(out_folder, "follow_up.csv"), row.names = FALSE, na = "", quote = FALSE)
