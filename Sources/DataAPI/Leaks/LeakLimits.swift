internal import APIKeys
internal import HTTPTypes
internal import Web

/// How much is taken from whom: anyone may report, so anyone may try to keep the server busy with it.
struct LeakLimits: Sendable {
    /// Each has an allowance of its own, so that strangers cannot use up GitHub's.
    enum Form: Hashable { case open, signed }

    private enum Sender: Hashable {
        /// Of an IPv6 address the first 64 bits: the rest is at one host's will.
        case network(UInt128, Form)
        case unknown(Form)
        case all(Form)
    }

    /// GitHub reports for all of its users from few addresses.
    private static let signedFactor = 10
    private static let totalFactor = 10

    private let limiter = KeyedRateLimiter<Sender>()
    private let settings: LeakSettings

    init(_ settings: LeakSettings) { self.settings = settings }

    /// Counts a request.
    /// - Throws: ``Problem`` 429 that says when to come again. A refused request counts for nothing.
    func take(_ form: Form, from address: IPAddress?) throws(Problem) {
        let perMinute = settings.perMinute * (form == .signed ? Self.signedFactor : 1)
        let sender: Sender = address.map { .network($0.network, form) } ?? .unknown(form)
        try take(sender, perMinute)
        try take(.all(form), perMinute * Self.totalFactor)
    }

    private func take(_ sender: Sender, _ perMinute: Int) throws(Problem) {
        let bounded = min(perMinute, RateLimit.bounds.upperBound)
        guard let limit = RateLimit(perMinute: bounded),
            case .failure(.rateLimited(_, let wait)) = limiter.take(sender, limit, at: settings.uptime())
        else { return }
        throw Problem(
            .tooManyRequests, code: "rate_limited",
            "Too many reports at once. Send up to \(LeakMessage.mostItems) tokens in one request, and come again in \(wait) s.",
            headers: [.retryAfter: String(wait)])
    }
}
