internal import Catalog

/// The form of a new admin token as it was sent.
struct AdminTokenInput: Hashable, Sendable {
    var name = ""
    var life = LifeInput(AdminTokenService.standardDays)

    static let offered = [7, AdminTokenService.standardDays, 90, AdminTokenService.days.upperBound]

    init() {}

    init(_ fields: FormFields) {
        name = fields["name"]
        life = LifeInput(fields)
    }

    var chosenDays: Int? { life.chosen(of: Self.offered) }
}
