package import APIKeys

/// A piece of long work on one brand, as people follow it: who began it, how far it is, how it ended.
package struct Job: Hashable, Sendable {
    /// The raw value is stored and never changes.
    package enum Kind: String, CaseIterable, Sendable {
        /// Answers of files, brought in by a command.
        case responseImport = "responses.import"
        /// Prompts of files, brought in by a command.
        case promptImport = "prompts.import"
        /// Stored answers, evaluated by what their brand is now.
        case reevaluation
        /// Answers, written to a file for people.
        case export

        /// Whether a server goes on with one whose program ended. A command's files are where the command was run.
        package var isResumed: Bool { self == .reevaluation || self == .export }
    }

    package enum State: String, CaseIterable, Sendable {
        case queued, running, done, failed, cancelled

        package var isOver: Bool { self == .done || self == .failed || self == .cancelled }
    }

    /// After so long without a sign the program that did a job counts as ended.
    package static let silence = Duration.seconds(30)

    package let id: Int
    package let organization: Int
    package let brand: Int
    package let kind: Kind
    /// What the work is on, such as the names of files.
    package let title: String
    package let state: State
    /// How often it was begun. It tells a program that works on it from one that lost it.
    package let attempt: Int
    /// How many of the attempts ended because their program was told to end, and put the job back.
    package let releases: Int
    package let counts: JobCounts
    /// What there is to say of how it ended.
    package let message: String
    package let startedBy: String
    package let createdAt: Timestamp
    package let startedAt: Timestamp?
    /// The last sign of the program that does it.
    package let heartbeatAt: Timestamp
    package let finishedAt: Timestamp?
    /// Who asked to end it before its time.
    package let cancelledBy: String?
    /// By what answers were to be evaluated when somebody asked to end their evaluation. See `BrandEvaluator.fingerprint`.
    package let cancelledEvaluator: Int?
    /// Of an export.
    package let export: ExportRequest?
    /// Whether the file of an export went before its time, to make room for newer ones.
    package let isDropped: Bool

    package init(
        id: Int, organization: Int, brand: Int, kind: Kind, title: String, state: State, attempt: Int, releases: Int = 0,
        counts: JobCounts, message: String, startedBy: String, createdAt: Timestamp, startedAt: Timestamp?,
        heartbeatAt: Timestamp, finishedAt: Timestamp?, cancelledBy: String?, cancelledEvaluator: Int? = nil,
        export: ExportRequest?, isDropped: Bool = false
    ) {
        self.id = id
        self.organization = organization
        self.brand = brand
        self.kind = kind
        self.title = title
        self.state = state
        self.attempt = attempt
        self.releases = releases
        self.counts = counts
        self.message = message
        self.startedBy = startedBy
        self.createdAt = createdAt
        self.startedAt = startedAt
        self.heartbeatAt = heartbeatAt
        self.finishedAt = finishedAt
        self.cancelledBy = cancelledBy
        self.cancelledEvaluator = cancelledEvaluator
        self.export = export
        self.isDropped = isDropped
    }

    /// Whether the program that did it ended without a word.
    package func isSilent(at now: Timestamp) -> Bool { state == .running && heartbeatAt + Self.silence < now }
}

/// How far a job is. What is counted depends on its kind: answers, or rows.
package struct JobCounts: Hashable, Sendable {
    /// `nil` where the end is not known.
    package var total: Int?
    package var done: Int
    /// Faulty ones, which are not among those done.
    package var failed: Int

    package init(total: Int? = nil, done: Int = 0, failed: Int = 0) {
        self.total = total
        self.done = done
        self.failed = failed
    }
}

/// Something in a file that could not be taken.
package struct JobFault: Hashable, Sendable {
    /// More of one job are only counted.
    package static let most = 100
    private static let longest = 500

    /// The file's name.
    package let place: String
    package let line: Int
    package let message: String

    package init(place: String, line: Int, message: String) {
        self.place = String(place.prefix(Self.longest))
        self.line = line
        self.message = String(message.prefix(Self.longest))
    }
}
