internal import APIKeys

extension DateWords {
    /// Of what will be done at a time: `at once`, `in 40 seconds`, `in 5 min`, `in 3 h`, `in 2 days`.
    func ahead(_ moment: Timestamp) -> Moment {
        let left = moment.milliseconds - now.milliseconds
        let words = left <= 0 ? "at once" : "in \(Duration.milliseconds(max(left, 1000)).words)"
        return Moment(words: words, iso: moment.iso8601, utc: exact(moment), manner: "ago")
    }
}
