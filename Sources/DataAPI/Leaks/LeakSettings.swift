internal import APIKeys
package import Catalog

/// What the operator sets of leak reports.
package struct LeakSettings: Sendable {
    /// Requests that one address may make in a minute, and as many at once; all together ten times as many.
    package var perMinute = 60
    /// GitHub's public keys as they now are; `nil` when none are configured.
    package var partnerKeys: @Sendable () -> PartnerKeys? = { nil }
    /// Nanoseconds of a clock that never goes back.
    package var uptime: @Sendable () -> Int64 = { Uptime.nanoseconds }

    package init() {}
}
