internal import APIKeys
internal import Catalog
internal import Hummingbird
internal import Web

extension AppContext {
    /// The key id in the path. One that cannot be an id names nothing, as one that nobody has.
    /// - Throws: ``CatalogError/notFound(_:)``.
    func keyID() throws(CatalogError) -> KeyID {
        let text = pathText("key_id")
        guard let id = KeyID(text), id.description == text else {
            throw .notFound("That is no key id: an id is lk_ and 12 letters or digits. See GET …/api-keys for those there are.")
        }
        return id
    }
}
