import APIKeys

/// How long the gate takes for one request and what a key costs in memory: the whole of `Verifier.verify`, from the header's text to
/// the decision, on keys chosen at random from all.
///
///     KeyBench COUNT
///
/// Prints one line of JSON. Nothing of this program can reach a database: it is linked with `APIKeys` alone.
@main
struct KeyBench {
    static let rounds = 5
    static let sample = 50_000

    static func main() {
        guard CommandLine.arguments.count == 2, let count = Int(CommandLine.arguments[1]), count > 0 else {
            print("usage: KeyBench COUNT")
            return
        }
        guard let secret = ServerSecret(ServerSecret.randomBytes()) else { return }
        let verifier = Verifier(secret: secret)
        let list = Operation("brands.list", anyOf: [], target: .organization)
        let now = Moment(wall: Timestamp(milliseconds: 1_800_000_000_000))
        let address = IPAddress("192.0.2.7")

        let before = Memory.resident()
        let headers = load(count, into: verifier, secret)
        let after = Memory.resident()
        // What is kept here for asking is this program's own, not the verifier's.
        let own = headers.count * (MemoryLayout<String>.stride + 96)

        var medians: [Double] = []
        var tails: [Double] = []
        var means: [Double] = []
        var accepted = 0
        var asked = 0
        for _ in 0..<rounds {
            var times: [Double] = []
            times.reserveCapacity(sample)
            let order = (0..<sample).map { _ in Int.random(in: headers.indices) }
            let begun = SuspendingClock.now
            for header in order.lazy.map({ headers[$0] }) {
                let start = SuspendingClock.now
                let result = verifier.verify(authorization: header, for: list, from: address, at: now)
                times.append(nanoseconds(SuspendingClock.now - start))
                if case .success = result { accepted += 1 }
            }
            asked += sample
            means.append(nanoseconds(SuspendingClock.now - begun) / Double(sample))
            times.sort()
            medians.append(times[times.count / 2])
            tails.append(times[times.count * 99 / 100])
        }
        // A refusal is quicker than a decision; a benchmark of refusals would be none.
        precondition(accepted == asked, "\(asked - accepted) of \(asked) keys were refused")
        medians.sort()
        tails.sort()
        means.sort()
        print(
            """
            {"keys": \(count), "median_ns": \(medians[rounds / 2]), "p99_ns": \(tails[rounds / 2]), \
            "mean_ns": \(means[rounds / 2]), "bytes_per_key": \(Double(max(0, after - before - own)) / Double(count))}
            """)
    }

    /// Fills the verifier as the server does, in batches, and returns the headers of a sample of the keys.
    private static func load(_ count: Int, into verifier: Verifier, _ secret: ServerSecret) -> [String] {
        var headers: [String] = []
        headers.reserveCapacity(min(sample, count))
        let step = max(1, count / sample)
        let batch = 5_000
        for start in stride(from: 0, to: count, by: batch) {
            var changes = AccessChanges()
            for number in start..<min(start + batch, count) {
                let token = Token.generate()
                let grant = Grant(
                    id: token.id, organization: 1, scopes: .query, brands: number % 2 == 0 ? .all : .specific([1, 2, 3]),
                    expiresAt: Timestamp(milliseconds: 1_900_000_000_000))
                changes.keys.append(Revised(SealedGrant(grant, for: token, under: secret), revision: 1))
                if number % step == 0, headers.count < sample { headers.append("Bearer \(token.reveal())") }
            }
            let broken = verifier.apply(changes)
            precondition(broken.isEmpty)
        }
        return headers
    }

    private static func nanoseconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) * 1e9 + Double(duration.components.attoseconds) / 1e9
    }
}
