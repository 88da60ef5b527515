internal import Catalog

/// The form of a new shared link as it was sent. The view comes beside it, in its own fields.
struct ShareInput: Hashable, Sendable {
    var recipient = ""
    var life = LifeInput(ShareService.standardDays)

    static let offered = [7, ShareService.standardDays, 90]

    init() {}

    init(_ fields: FormFields) {
        recipient = String(fields["recipient"].prefix(1000))
        life = LifeInput(fields)
    }

    var chosenDays: Int? { life.chosen(of: Self.offered) }
}
