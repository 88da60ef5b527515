internal import Hummingbird
internal import Web

// `?dry_run=true` asks what a request would do. To do it all the same would be the worst of answers, so the two gates read the
// parameter before any handler, and refuse it on every route that was not registered as one that rehearses.

extension Request {
    /// Whether the request only asks what it would do.
    ///
    /// - Parameter beingStrict: any other parameter is a fault, so that one that is misspelt is no act in earnest.
    /// - Throws: the 422.
    func isDryRun(beingStrict: Bool = false) throws(Problem) -> Bool {
        var query = QueryReader(self)
        let isDryRun = query.dryRun()
        if beingStrict { query.refuseOthers(than: ["dry_run"]) }
        try query.check()
        return isDryRun
    }

    /// For a route that cannot rehearse.
    /// - Throws: the 422, when it is asked to.
    func refuseDryRun(beingStrict: Bool = false) throws(Problem) {
        // What reads does nothing in any case.
        guard method != .get, method != .head, uri.query != nil else { return }
        guard try isDryRun(beingStrict: beingStrict) else { return }
        throw Problem(faults: [
            InputFault(
                at: ["query", "dry_run"], "dry_run is not offered here; nothing was done", type: "value_error",
                input: .string("true"))
        ])
    }
}

extension QueryReader {
    /// Said twice in two ways it is a fault: of an act that cannot be undone neither is to be guessed.
    fileprivate mutating func dryRun() -> Bool {
        let isDryRun = bool("dry_run", default: false)
        let said = items.filter { $0.name == "dry_run" }.map(\.value)
        if faults.isEmpty, Set(said).count > 1 {
            report(
                InputFault(
                    at: ["query", "dry_run"], "Input should be given once; nothing was done", type: "value_error",
                    input: .string(said.joined(separator: ", "))))
        }
        return isDryRun
    }
}
