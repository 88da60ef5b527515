package import APIKeys

/// How many denied attempts are written down: whoever may sign in shall not be able to fill the disk by being refused. Pure; time is
/// an argument.
package struct DenialBudget: Sendable {
    /// Who was denied, and to which organization it is told.
    package struct Subject: Hashable, Sendable {
        let organization: Int
        let actor: String

        package init(organization: Int, actor: String) {
            self.organization = organization
            self.actor = actor
        }
    }

    private struct Record {
        /// When entries of the last minute were written.
        var written: [Timestamp] = []
        /// Attempts since the last entry that were not written.
        var suppressed = 0
        var last: Timestamp
    }

    package static let entriesOfOne = 30
    package static let entriesOfAll = 300
    private static let minute: Int64 = 60_000
    /// Beyond so many subjects the one that was quiet longest is forgotten, and what was suppressed of it with it.
    private static let capacity = 2000

    private var records: [Subject: Record] = [:]
    private var written: [Timestamp] = []

    package init() {}

    /// Counts an attempt.
    /// - Returns: when it is to be written, how many of the same subject were not written since its last entry; otherwise `nil`.
    package mutating func admit(_ subject: Subject, at now: Timestamp) -> Int? {
        written.removeAll { !Self.isRecent($0, at: now) }
        var record = records[subject] ?? Record(last: now)
        record.written.removeAll { !Self.isRecent($0, at: now) }
        record.last = now
        defer {
            records[subject] = record
            if records.count > Self.capacity { forgetOne() }
        }
        guard record.written.count < Self.entriesOfOne, written.count < Self.entriesOfAll else {
            record.suppressed += 1
            return nil
        }
        record.written.append(now)
        written.append(now)
        defer { record.suppressed = 0 }
        return record.suppressed
    }

    /// An admitted attempt could not be written: it, and those it would have told of, are for the next entry to tell.
    package mutating func giveBack(_ suppressed: Int, of subject: Subject) {
        records[subject]?.suppressed += suppressed + 1
    }

    /// Within a minute, on either side: after a clock was set back, old times lie in the future and shall not silence anybody for long.
    private static func isRecent(_ moment: Timestamp, at now: Timestamp) -> Bool {
        abs(now.milliseconds - moment.milliseconds) < minute
    }

    private mutating func forgetOne() {
        if let oldest = records.min(by: { $0.value.last < $1.value.last }) { records[oldest.key] = nil }
    }
}
