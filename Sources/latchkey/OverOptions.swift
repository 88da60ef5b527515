internal import ArgumentParser
internal import Catalog

/// Which of the things that are over a list shows. What still works is always shown.
struct OverOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How many that have ended are shown, the newest first: 1 to 1000.", valueName: "number"))
    var ended = ListPart.standardLimit
    @Option(help: ArgumentHelp("Leave out so many of the newest that have ended.", valueName: "number")) var skip = 0

    var part: ListPart { ListPart(skipping: skip, limit: ended) }

    func validate() throws {
        guard (1...1000).contains(ended) else { throw ValidationError("--ended is 1 to 1000.") }
        guard (0...1_000_000).contains(skip) else { throw ValidationError("--skip is 0 to 1000000.") }
    }

    /// Under a table.
    func tell(_ list: LiveList<some Sendable>) {
        guard list.hasMore else { return }
        print("More have ended; the next ones: --skip \(skip + ended)")
    }
}
