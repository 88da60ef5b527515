internal import Catalog

/// New recovery codes, the only time that they are shown.
struct RecoveryCodesPage: Page {
    static let template = Template.recoveryCodes
    var title: String { "Store your recovery codes" }

    let codes: [String]
    let storedURL: String

    init(_ codes: [RecoveryCode]) {
        self.codes = codes.map(\.text)
        storedURL = SitePath.account.address
    }

    /// For the second look.
    static let shownAlready = ShownOncePage(
        heading: "These recovery codes were shown already", name: "Recovery codes",
        explanation: "they were shown once, when they were made. Nobody can show them again: only fingerprints of them are kept.",
        remedy: "If not, make new ones; those you have then stop working.", againURL: SitePath.twoFactor.address,
        againLabel: "New recovery codes", listURL: SitePath.account.address, listLabel: "Your account")
}
