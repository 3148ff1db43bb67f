namespace P2P.GraphQL.Demo;

/// <summary>The GraphQL that the demo speaks: what any front end would send.</summary>
internal static class DemoDocuments
{
    public const string Import = """
        query($id: ID!) {
          node(id: $id) {
            ... on ContactImport {
              state rowsRead created updated unchanged duplicates rejected landlines optedOut
              list { id }
              rows(first: 3) { nodes { line outcome message } }
            }
          }
        }
        """;

    public const string Create = """
        mutation($input: CreateActionInput!) {
          createAction(input: $input) { action { id initialScripts { name text } } errors { code message } }
        }
        """;

    public const string Publish = """
        mutation($id: ID!) {
          publishAction(input: { actionId: $id }) { action { state } errors { code message } }
        }
        """;

    public const string Preview = """
        query($text: String!) {
          previewScript(input: { text: $text, smartEncoding: true }) {
            text encoding segments costlyCharacters warnings { message }
          }
        }
        """;

    public const string Action = """
        query($id: ID!) {
          action(id: $id) { id state initialScripts { name text } responseScripts { id name } counts { messagesRemaining } }
        }
        """;

    public const string Claim = """
        mutation($action: ID!) {
          claimContacts(input: { actionId: $action }) {
            targets { id version message contact { firstName } }
            assigned unassigned
            opensLater { contacts opensAt }
            errors { code message }
          }
        }
        """;

    public const string SendInitial = """
        mutation($target: ID!, $version: String!, $key: String!) {
          sendInitialMessage(input: { targetId: $target, version: $version, idempotencyKey: $key }) {
            message { id status }
            errors { code message }
          }
        }
        """;

    public const string Inbox = """
        query {
          inbox(filter: NEEDS_ATTENTION, first: 20) {
            nodes {
              contact { id firstName }
              action { id }
              messages(last: 4) { nodes { direction text } }
            }
          }
        }
        """;

    public const string InboxChanged = "subscription { inboxChanged { needsAttention } }";

    public const string Reply = """
        mutation($contact: ID!, $script: ID, $text: String, $key: String!) {
          sendReply(input: { contactId: $contact, scriptId: $script, text: $text, idempotencyKey: $key }) {
            message { id status text }
            errors { code message }
          }
        }
        """;

    public const string OptOut = """
        mutation($contact: ID!) { optOutContact(input: { contactId: $contact }) { errors { code message } } }
        """;

    public const string Report = """
        mutation($contact: ID!, $action: ID!, $tags: [String!]!) {
          fileReport(input: { contactId: $contact, actionId: $action, tags: $tags }) { errors { code message } }
        }
        """;

    public const string Counts = """
        subscription($action: ID!) {
          actionCounts(actionId: $action) {
            initialMessages responses peopleReplied followUps optOuts manualOptOuts messagesRemaining
            needsAttention transportErrors carrierFiltered safeguards reportsFilled segments
          }
        }
        """;
}
