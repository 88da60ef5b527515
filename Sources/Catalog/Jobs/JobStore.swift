package import APIKeys

/// Long work. See ``JobService``.
package protocol JobStore: Sendable {
    /// Writes down work that the caller does from now on.
    func begin(_ draft: JobDraft, at now: Timestamp) async throws -> Job
    /// Writes down work that a server is to do.
    /// - Throws: ``CatalogError/conflict(_:)`` when as many of that kind are under way as `limits` allow.
    func enqueue(_ draft: JobDraft, limits: JobLimits, audit: AuditDraft) async throws -> Job

    /// Takes a job of a kind that waits or fell silent before a moment: of the organization whose last one was begun longest ago the
    /// oldest. No two callers get the same one.
    func claim(_ kind: Job.Kind, silentSince: Timestamp, at now: Timestamp) async throws -> Job?
    /// Takes up the evaluation of a brand's answers, or begins it.
    /// - Parameter evaluator: what they are to be evaluated by.
    func takeUpReevaluation(
        _ draft: JobDraft, by evaluator: Int, silentSince: Timestamp, at now: Timestamp
    ) async throws -> Reevaluation
    /// Has an evaluation go on that somebody ended.
    /// - Throws: ``CatalogError/conflict(_:)`` when none waits for that.
    func resumeReevaluation(_ draft: JobDraft, by evaluator: Int, audit: AuditDraft) async throws -> Job
    /// The last evaluation of a brand's answers, in whatever state it is.
    func lastReevaluation(of brand: Int) async throws -> Job?
    /// The last one of each brand of an organization.
    func lastReevaluations(in organization: Int) async throws -> [Job]

    /// A sign of life, and how far the work is; `nil` counts are left as they are.
    /// - Parameter faults: further ones; only the first ``JobFault/most`` of a job are kept.
    func record(_ counts: JobCounts?, faults: [JobFault], of ticket: JobTicket, at now: Timestamp) async throws -> JobOrder
    /// - Returns: false when the job was not the caller's any more.
    func end(_ ending: JobEnding, of ticket: JobTicket, at now: Timestamp) async throws -> Bool
    /// Puts a job back for others to take up.
    func release(_ ticket: JobTicket, at now: Timestamp) async throws
    /// Ends what waits or fell silent before a moment, and asks the program that does it otherwise.
    /// - Parameter evaluator: what the brand's answers are to be evaluated by; kept with an evaluation.
    /// - Returns: the job as it is then; `nil` when it had ended already.
    func cancel(
        _ job: Int, in organization: Int, evaluator: Int, silentSince: Timestamp, audit: AuditDraft
    ) async throws -> Job?
    /// Gives up files of exports of an organization that ended since, the oldest first, until the others have no more than `most` bytes.
    /// The newest stays.
    /// - Returns: whose files are to be removed.
    func dropFiles(of organization: Int, beyond most: Int, endedSince: Timestamp) async throws -> [Job]

    func find(_ job: Int, in organization: Int) async throws -> Job?
    /// The newest first.
    func list(_ query: JobQuery, of organization: Int) async throws -> [Job]
    func faults(of job: Int) async throws -> [JobFault]
    /// Whatever organization they are of.
    func jobs(_ ids: Set<Int>) async throws -> [Job]
    /// Those of a kind under way, in all organizations.
    func open(_ kind: Job.Kind) async throws -> [Job]
    /// Forgets what had no sign of life since.
    func prune(before moment: Timestamp) async throws
}

/// How many jobs of a kind may be under way at one time.
package struct JobLimits: Hashable, Sendable {
    package let perOrganization: Int
    /// Of who asks; `nil` for who is no person.
    package let perPerson: Int?
}

/// What came of taking up the evaluation of a brand's answers.
package enum Reevaluation: Sendable {
    case taken(Job)
    /// Another program is at it.
    case busy
    /// Somebody ended it, and the brand asks for the same still.
    case stopped
}

/// A job to be written down.
package struct JobDraft: Hashable, Sendable {
    private static let longestTitle = 300

    package let kind: Job.Kind
    package let organization: Int
    package let brand: Int
    package let title: String
    package let startedBy: String
    package let export: ExportRequest?

    package init(_ kind: Job.Kind, of brand: Brand, title: String, by actor: Actor, export: ExportRequest? = nil) {
        self.kind = kind
        organization = brand.organization
        self.brand = brand.id
        self.title = String(title.prefix(Self.longestTitle))
        startedBy = actor.name
        self.export = export
    }
}

/// Says on which attempt of which job a program works.
package struct JobTicket: Hashable, Sendable {
    package let job: Int
    package let attempt: Int

    package init(_ job: Job) {
        self.job = job.id
        attempt = job.attempt
    }
}

/// What a program that works on a job is to do.
package enum JobOrder: Hashable, Sendable {
    case goOn
    case cancel(by: String)
    /// The job ended, or another program took it up.
    case lost
}

/// How a job ended.
package struct JobEnding: Hashable, Sendable {
    package let state: Job.State
    package let message: String
    package let counts: JobCounts
    /// Of the file that an export left, in bytes.
    package let fileSize: Int?

    package init(_ state: Job.State, _ message: String = "", counts: JobCounts, fileSize: Int? = nil) {
        self.state = state
        self.message = String(message.prefix(1000))
        self.counts = counts
        self.fileSize = fileSize
    }
}

/// Which jobs of an organization.
package struct JobQuery: Hashable, Sendable {
    /// `nil`: of every brand.
    package var brands: Set<Int>?
    package var kind: Job.Kind?
    /// `nil`: both those under way and those that ended.
    package var isOver: Bool?
    package var limit = 100
    /// Older than this one.
    package var before: Int?

    package init() {}
}
