using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Scripts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Results.Exports;

/// <summary>What the users, actions and scripts of an export are called; each is looked up once.</summary>
internal sealed class ExportNames(CampaignId campaign, ICampaignStore campaigns, IActionStore actions)
{
    private readonly Dictionary<UserId, User?> _users = [];
    private readonly Dictionary<ActionId, TextingAction?> _actions = [];
    private readonly Dictionary<ScriptId, string> _scripts = [];

    public async Task LearnAsync(IEnumerable<UserId?> users, IEnumerable<ActionId?> of, CancellationToken cancellationToken)
    {
        var unknownUsers = users.OfType<UserId>().Where(id => !_users.ContainsKey(id)).Distinct().ToList();
        if (unknownUsers.Count > 0)
        {
            var found = (await campaigns.FindUsersAsync(campaign, unknownUsers, cancellationToken)).ToDictionary(user => user.Id);
            unknownUsers.ForEach(id => _users[id] = found.GetValueOrDefault(id));
        }

        var unknownActions = of.OfType<ActionId>().Where(id => !_actions.ContainsKey(id)).Distinct().ToList();
        if (unknownActions.Count > 0)
        {
            var found = (await actions.FindAsync(campaign, unknownActions, cancellationToken)).ToDictionary(action => action.Id);
            unknownActions.ForEach(id => _actions[id] = found.GetValueOrDefault(id));
            foreach (var script in found.Values.SelectMany(action => action.Scripts))
            {
                _scripts[script.Id] = script.Name;
            }
        }
    }

    /// <summary>First and last name.</summary>
    public string? User(UserId? id) => Find(id) is { } user ? $"{user.FirstName} {user.LastName}".Trim() : null;

    public string? Email(UserId? id) => Find(id)?.Email;

    public string? Action(ActionId? id) => id is { } action ? _actions.GetValueOrDefault(action)?.Title : null;

    public string? Script(ScriptId? id) => id is { } script ? _scripts.GetValueOrDefault(script) : null;

    private User? Find(UserId? id) => id is { } user ? _users.GetValueOrDefault(user) : null;
}
