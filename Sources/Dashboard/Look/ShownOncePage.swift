/// What the address of a secret says from the second time on.
struct ShownOncePage: Page {
    static let template = Template.shownOnce
    var title: String { heading }

    let heading: String
    let name: String
    let explanation: String
    let remedy: String
    let againURL: String
    let againLabel: String
    let listURL: String
    let listLabel: String
}
