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
    public var policyField: String { Quota.text { putPolicy(to: &$0) } }

    package func putPolicy(to text: inout ASCIIWriter) {
        text.put("\"minute\";q=")
        text.put(perMinute)
        text.put(";w=60")
        guard burst != perMinute else { return }
        text.put(", \"burst\";q=")
        text.put(burst)
        text.put(";w=")
        text.put(burstSeconds)
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

    /// `"minute";r=12;t=48`
    public var field: String { Self.text { put(to: &$0) } }

    /// Digit by digit: every response of a limited key carries one.
    package func put(to text: inout ASCIIWriter) {
        text.put(limit.burst == limit.perMinute ? "\"minute\";r=" : "\"burst\";r=")
        text.put(remaining)
        text.put(";t=")
        text.put(resetSeconds)
    }

    /// Bytes that both fields together have at most: 45 of words, and five numbers of at most 19 digits.
    package static let longestFields = 160

    fileprivate static func text(_ body: (inout ASCIIWriter) -> Void) -> String {
        String(unsafeUninitializedCapacity: longestFields) { room in
            var text = ASCIIWriter(UnsafeMutableRawBufferPointer(room))
            body(&text)
            return text.count
        }
    }
}
