/// Asks before something is done that cannot be undone.
struct ConfirmPage: Page {
    static let template = Template.confirm
    var title: String { heading }

    let heading: String
    /// What will happen.
    let effect: String
    /// What it has been good for so far.
    let remark: String
    let action: String
    let url: String
    let cancelURL: String
}
