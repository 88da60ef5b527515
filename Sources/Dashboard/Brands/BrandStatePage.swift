internal import Catalog

/// Asks before a brand is archived or restored, and says what that does to keys.
struct BrandStatePage: Page {
    static let template = Template.brandState
    var title: String { heading }

    let heading: String
    let effect: String
    let keys: String
    /// The calls that archiving would have cut off; `nil` when it is restored.
    let impact: ImpactView?
    let action: String
    let isGrave: Bool
    let url: String
    let cancelURL: String

    /// - Parameter count: of the working keys that lose or regain the brand.
    init(_ brand: Brand, archiving: Bool, keys count: Int, impact: ImpactView? = nil, slug: String) {
        self.impact = impact
        let keyCount = counted(count, "working key")
        heading = archiving ? "Archive \(brand.name)?" : "Restore \(brand.name)?"
        effect =
            archiving
            ? "Nothing is deleted. The brand leaves every list, and until you restore it no key reaches it and no shared link opens its report."
            : "The brand comes back with everything it had."
        keys =
            switch (archiving, count) {
            case (true, 0): "No working key reaches it today."
            case (true, _): "\(keyCount) \(count == 1 ? "loses" : "lose") access to it at once."
            case (false, 0): "No working key waits for it."
            case (false, _): "\(keyCount) \(count == 1 ? "gets" : "get") access to it back at once."
            }
        action = archiving ? "Archive brand" : "Restore brand"
        isGrave = archiving
        url = (archiving ? SitePath.archiveBrand(slug, brand.id) : .restoreBrand(slug, brand.id)).address
        cancelURL = SitePath.brands(slug).address
    }
}
