package import APIKeys

/// Which answers of a brand are to be written to a file, and how.
package struct ExportRequest: Hashable, Sendable {
    package enum Format: String, CaseIterable, Sendable {
        case csv, ndjson
    }

    package let format: Format
    /// Included; `nil`: from the first answer on.
    package let from: Timestamp?
    /// Excluded; `nil`: up to the last one.
    package let until: Timestamp?

    package init(format: Format, from: Timestamp? = nil, until: Timestamp? = nil) {
        self.format = format
        self.from = from
        self.until = until
    }

    package var query: AnswerQuery {
        var query = AnswerQuery()
        query.from = from
        query.until = until
        return query
    }

    /// `2026-11-01 to 2026-11-23`; both days are included.
    package var period: String {
        let last = until.map { ($0 + .milliseconds(-1)).day }
        return switch (from?.day, last) {
        case (nil, nil): "all answers"
        case (let from?, nil): "from \(from)"
        case (nil, let last?): "up to \(last)"
        case (let from?, let last?): from == last ? from : "\(from) to \(last)"
        }
    }
}

/// Where the files of exports are. Their names hold numbers only.
package struct ExportFiles: Hashable, Sendable {
    package let directory: String

    package init(directory: String) { self.directory = directory }

    /// Of one attempt: a program that lost its job to another never touches the file of that one.
    package func path(of job: Int, attempt: Int) -> String { "\(directory)/\(job)-\(attempt).gz" }

    /// While it is being written.
    package func unfinishedPath(of job: Int, attempt: Int) -> String { path(of: job, attempt: attempt) + ".part" }

    /// What a file is of; `nil` for one of another program.
    package static func read(_ name: String) -> (job: Int, attempt: Int)? {
        let stem = name.hasSuffix(".gz.part") ? name.dropLast(8) : name.hasSuffix(".gz") ? name.dropLast(3) : ""
        let numbers = stem.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let job = numbers[0], let attempt = numbers[1] else { return nil }
        return (job, attempt)
    }
}
