internal import Catalog

/// An import as the page of jobs shows it. It is a courtesy: an import whose job cannot be written goes on without one.
struct ImportJob {
    private let reporter: JobReporter?
    /// Who ended the import on the page of jobs.
    private(set) var cancelledBy: String?

    static let none = ImportJob(reporter: nil)

    private init(reporter: JobReporter?) { self.reporter = reporter }

    /// - Parameter files: their names. Where they are on the server is not for everyone who sees the page.
    static func begin(_ kind: Job.Kind, of brand: Brand, files: [String], in catalog: Catalog) async -> ImportJob {
        let title = files.map(name).joined(separator: ", ")
        do {
            return ImportJob(reporter: try await catalog.jobs.begin(JobDraft(kind, of: brand, title: title, by: .commandLine)))
        } catch {
            let reason = (error as? StoreError)?.message ?? "\(error)"
            Output.complain("The dashboard's page of jobs will not show this import. \(reason)")
            return .none
        }
    }

    static func name(_ path: String) -> String {
        path == "-" ? "standard input" : path.split(separator: "/").last.map(String.init) ?? path
    }

    func note(_ message: String, line: Int, of path: String) {
        reporter?.note(JobFault(place: Self.name(path), line: line, message: message))
    }

    /// - Returns: whether somebody ended the import on the page of jobs.
    mutating func isCancelled(_ counts: JobCounts) async -> Bool {
        switch await reporter?.tell(counts) {
        case .goOn, nil: return false
        case .cancel(let person): cancelledBy = person
        // Somebody cancelled it while this program seemed to be gone.
        case .lost: cancelledBy = "somebody"
        }
        return true
    }

    /// What other errors say is for who runs the command: they name places on the server.
    func end(brokenOffBy error: any Error, _ counts: JobCounts) async {
        let reason = (error as? StoreError)?.message ?? (error as? CatalogError)?.message ?? "The command said why."
        await end(.failed, "It broke off. \(reason) Run the same import again to go on.", counts)
    }

    func end(_ state: Job.State, _ message: String, _ counts: JobCounts) async {
        await reporter?.tell(counts)
        await reporter?.end(state, message)
    }
}
