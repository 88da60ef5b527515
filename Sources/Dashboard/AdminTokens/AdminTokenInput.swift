internal import Catalog

/// The form of a new admin token as it was sent.
struct AdminTokenInput: Hashable, Sendable {
    var name = ""
    /// One of ``offered``, or ``other``.
    var life = String(AdminTokenService.standardDays)
    /// The number typed for another life.
    var days = ""

    static let offered = [7, AdminTokenService.standardDays, 90, AdminTokenService.days.upperBound]
    static let other = "other"

    init() {}

    init(_ fields: FormFields) {
        name = fields["name"]
        life = fields["life"]
        days = String(fields["days"].trimmed.prefix(20))
    }

    /// The number of days, within bounds or not; `nil` when none was given.
    var chosenDays: Int? {
        life == Self.other ? Int(days) : Self.offered.first { String($0) == life }
    }
}
