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

    fileprivate struct Record {
        /// When entries of the last minute were written.
        var written: [Timestamp] = []
        /// Attempts since the last entry that were not written.
        var suppressed = 0
        var last: Timestamp
    }

    /// Each organization has its own budget, so that nobody can spend another's.
    fileprivate struct Ledger {
        var records: [String: Record] = [:]
        var written: [Timestamp] = []
    }

    package static let entriesOfOne = 30
    package static let entriesOfOrganization = 300
    private static let minute: Int64 = 60_000
    /// Beyond so many actors of an organization the one that was quiet longest is forgotten, and what was suppressed of it with it.
    fileprivate static let capacity = 2000

    private var ledgers: [Int: Ledger] = [:]

    package init() {}

    /// How many actors are remembered.
    var count: Int { ledgers.values.reduce(0) { $0 + $1.records.count } }

    /// Counts an attempt.
    /// - Returns: when it is to be written, how many of the same subject were not written since its last entry; otherwise `nil`.
    package mutating func admit(_ subject: Subject, at now: Timestamp) -> Int? {
        ledgers[subject.organization, default: Ledger()].admit(subject.actor, at: now)
    }

    /// Within a minute, on either side: after a clock was set back, old times lie in the future and shall not silence anybody for long.
    fileprivate static func isRecent(_ moment: Timestamp, at now: Timestamp) -> Bool {
        abs(now.milliseconds - moment.milliseconds) < minute
    }

    /// An admitted attempt could not be written: it, and those it would have told of, are for the next entry to tell.
    package mutating func giveBack(_ suppressed: Int, of subject: Subject) {
        ledgers[subject.organization]?.records[subject.actor]?.suppressed += suppressed + 1
    }
}

extension DenialBudget.Ledger {
    fileprivate mutating func admit(_ actor: String, at now: Timestamp) -> Int? {
        written.removeAll { !DenialBudget.isRecent($0, at: now) }
        var record = records[actor] ?? DenialBudget.Record(last: now)
        record.written.removeAll { !DenialBudget.isRecent($0, at: now) }
        record.last = now
        defer {
            records[actor] = record
            if records.count > DenialBudget.capacity { forgetOne() }
        }
        guard record.written.count < DenialBudget.entriesOfOne, written.count < DenialBudget.entriesOfOrganization else {
            record.suppressed += 1
            return nil
        }
        record.written.append(now)
        written.append(now)
        defer { record.suppressed = 0 }
        return record.suppressed
    }

    private mutating func forgetOne() {
        if let oldest = records.min(by: { $0.value.last < $1.value.last }) { records[oldest.key] = nil }
    }
}
