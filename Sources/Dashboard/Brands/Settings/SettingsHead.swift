internal import Catalog

/// What stands at the top of each page of a brand's settings.
struct SettingsHead: Sendable {
    let lead: String
    let tabs: [KeyHead.TabLink]
    /// Why nothing can be changed; `nil` when it can.
    let reading: String?

    init(_ visit: BrandVisit, at section: SettingsSection) {
        lead = section.lead
        tabs = SettingsSection.allCases.map {
            KeyHead.TabLink(
                label: $0.label, url: SitePath.settingsSection(visit.slug, visit.brand.id, $0).address, isHere: $0 == section)
        }
        reading = visit.reading
    }
}

extension BrandVisit {
    /// Why the pages of this brand offer no changes; `nil` when they do, and for an archived one, of which every page says it.
    var reading: String? {
        mayChange || brand.isArchived
            ? nil : "You can read this. Admins and editors of \(visit.organization.name) can change it."
    }
}
