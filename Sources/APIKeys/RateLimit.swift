/// How many requests a key may make: so many a minute on average, and so many at once.
public struct RateLimit: Hashable, Sendable {
    /// 1 to 1,000,000.
    public let perMinute: Int
    /// 1 to 1,000,000.
    public let burst: Int

    public static let bounds = 1...1_000_000

    /// - Parameter burst: as many as a minute's when `nil`.
    /// - Returns: `nil` when one of the two is out of ``bounds``.
    public init?(perMinute: Int, burst: Int? = nil) {
        let burst = burst ?? perMinute
        guard Self.bounds.contains(perMinute), Self.bounds.contains(burst) else { return nil }
        self.perMinute = perMinute
        self.burst = burst
    }

    private init(trusted perMinute: Int, burst: Int) {
        self.perMinute = perMinute
        self.burst = burst
    }

    /// For what one key or person may make the server write down about refusals.
    public static let reports = RateLimit(trusted: 1, burst: 3)

    /// Nanoseconds until one more request is allowed.
    var interval: Int64 { 60_000_000_000 / Int64(perMinute) }
    /// How long a whole burst takes to come back, in seconds, rounded up.
    public var burstSeconds: Int { Int((interval * Int64(burst) + 999_999_999) / 1_000_000_000) }

    /// `"minute";q=60;w=60`, and the burst where it is another number: the field `RateLimit-Policy`, see ``Quota``.
    public var policyField: String {
        let minute = "\"minute\";q=\(perMinute);w=60"
        return burst == perMinute ? minute : "\(minute), \"burst\";q=\(burst);w=\(burstSeconds)"
    }
}

/// What is left of a limit after a request.
public struct Quota: Hashable, Sendable {
    public let limit: RateLimit
    /// Requests that would be allowed at once now.
    public let remaining: Int
    /// Seconds until nothing is missing, rounded up.
    public let resetSeconds: Int

    // The fields of draft-ietf-httpapi-ratelimit-headers-10 §3 and §4. A token bucket of `burst` requests that fills within
    // `burst / perMinute` minutes is a quota of that many over that window.

    /// `"minute";r=12;t=48`. Written digit by digit: every response of a limited key carries one.
    public var field: String {
        String(unsafeUninitializedCapacity: 64) { buffer in
            var end = 0
            func write(_ text: StaticString) {
                for index in 0..<text.utf8CodeUnitCount { buffer[end + index] = text.utf8Start[index] }
                end += text.utf8CodeUnitCount
            }
            func write(_ number: Int) {
                var rest = max(0, number)
                let start = end
                repeat {
                    buffer[end] = UInt8(ascii: "0") + UInt8(rest % 10)
                    end += 1
                    rest /= 10
                } while rest > 0
                buffer[start..<end].reverse()
            }
            write(limit.burst == limit.perMinute ? "\"minute\";r=" : "\"burst\";r=")
            write(remaining)
            write(";t=")
            write(resetSeconds)
            return end
        }
    }
}
