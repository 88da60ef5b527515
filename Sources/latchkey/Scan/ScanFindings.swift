internal import APIKeys

/// What a scan has come upon so far.
struct ScanFindings {
    struct Found {
        let token: Token
        var places: [ScanPlace]
    }

    /// What could not be looked at, and why.
    struct Skipped: Encodable {
        let path: String
        let reason: String
    }

    private(set) var found: [Found] = []
    /// By the hash of the whole token: a public id may stand before several secrets, of which one at most is right.
    private var index: [String: Int] = [:]
    private(set) var skipped: [Skipped] = []

    var files = 0
    var objects = 0
    var repositories = 0
    var bytes = 0

    mutating func add(_ token: Token, at place: ScanPlace) {
        let hash = TokenHash(of: token).hex
        if let known = index[hash] {
            found[known].places.append(place)
        } else {
            index[hash] = found.count
            found.append(Found(token: token, places: [place]))
        }
    }

    mutating func skip(_ path: ScanPath, _ reason: String) {
        skipped.append(Skipped(path: path.shown, reason: reason))
        Output.complain("\(path.shown): \(reason)")
    }
}
