internal import Catalog

/// What the list of prompts can be asked beside the filters that every page about answers has.
struct PromptFilters: Sendable {
    let search: String
    let selects: [Select]

    /// A menu of one value.
    struct Select: Sendable {
        let selectName: String
        let selectLabel: String
        let options: [FormField.Option]

        /// - Parameter any: what no value stands for.
        init(_ name: String, _ label: String, any: String, _ options: [FormField.Option], _ value: String?) {
            selectName = name
            selectLabel = label
            self.options = [FormField.Option("", any)] + options.choosing(value.map { [$0] } ?? [])
        }

        init(_ name: String, _ label: String, any: String, yes: String, no: String, _ value: Bool?) {
            self.init(
                name, label, any: any, [FormField.Option("yes", yes), FormField.Option("no", no)],
                value.map { $0 ? "yes" : "no" })
        }
    }

    init(_ query: PromptListQuery) {
        search = query.search
        selects = [
            Select(
                "status", "Status", any: "In use", [FormField.Option("archived", "Archived"), FormField.Option("all", "All")],
                query.status == .active ? nil : query.status.rawValue),
            Select("favorite", "Favourites", any: "All", yes: "Favourites", no: "Not favourites", query.isFavorite),
            Select(
                "order", "Order", any: PromptOrder.added.label,
                PromptOrder.allCases.filter { $0 != .added }.map { FormField.Option($0.rawValue, $0.label) },
                query.order == .added ? nil : query.order.rawValue),
        ]
    }
}
