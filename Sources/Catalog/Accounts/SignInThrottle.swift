package import APIKeys
internal import Synchronization

/// Slows guessing at passwords, per account and per address: a few attempts are free, then each failure doubles the wait.
/// The wait for an account stays short, so that a stranger cannot lock its owner out; the one for an address grows longer.
package final class SignInThrottle: Sendable {
    private struct Failures {
        var count: Int
        var last: Timestamp
    }

    private struct Rule {
        let free: Int
        let longest: Int64
    }

    private let account: Rule
    private static let address = Rule(free: 20, longest: 900)
    /// Failures are forgotten after this long without another.
    private static let memory: Int64 = 30 * 60_000
    private static let capacity = 50_000

    private let failures = Mutex<[String: Failures]>([:])

    /// - Parameter longest: how many seconds an account waits at most between two attempts.
    package init(longest: Int64 = 30) { account = Rule(free: 5, longest: longest) }

    /// Counts an attempt before it is made, so that many at once are not all free.
    /// - Returns: `nil` when it may go on, otherwise the seconds to wait.
    package func begin(account: String, address: IPAddress?, at now: Timestamp) -> Int? {
        failures.withLock { failures in
            if failures.count > Self.capacity {
                failures = failures.filter { now.milliseconds - $0.value.last.milliseconds < Self.memory }
                // A flood of made-up names: forgetting all is better than growing without bound.
                if failures.count > Self.capacity { failures = [:] }
            }
            let subjects =
                [(Self.key(account: account), self.account)]
                + (address.map { [(Self.key($0), Self.address)] } ?? [])
            let wait = subjects.compactMap { key, rule in Self.wait(failures[key], rule, now) }.max()
            guard wait == nil else { return wait }
            for (key, _) in subjects {
                let old = failures[key].flatMap { now.milliseconds - $0.last.milliseconds < Self.memory ? $0.count : nil }
                failures[key] = Failures(count: (old ?? 0) + 1, last: now)
            }
            return nil
        }
    }

    /// The attempt was right: the account starts afresh, and the address gets its attempt back.
    package func succeed(account: String, address: IPAddress?) {
        failures.withLock { failures in
            failures[Self.key(account: account)] = nil
            if let address { failures[Self.key(address)]?.count -= 1 }
        }
    }

    private static func wait(_ failures: Failures?, _ rule: Rule, _ now: Timestamp) -> Int? {
        guard let failures, failures.count >= rule.free else { return nil }
        let seconds = min(rule.longest, 1 << min(Int64(failures.count - rule.free), 30))
        let left = failures.last.milliseconds + seconds * 1000 - now.milliseconds
        return left > 0 ? Int((left + 999) / 1000) : nil
    }

    private static func key(account: String) -> String { "account:\(account.prefix(254))" }
    /// An IPv6 host usually owns a /64: it counts as one.
    private static func key(_ address: IPAddress) -> String { "address:\(address.network)" }
}
