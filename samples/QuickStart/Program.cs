using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Results;
using P2P.Sdk.SimulatedCarrier;
using P2P.Sdk.Users;

// A rehearsal: everybody replies, nobody's phone rings, and a Tuesday runs 600 times faster than the wall's clock.
var builder = Host.CreateEmptyApplicationBuilder(null);
builder.Services.AddSingleton<IClock>(new SimulatedClock(Instant.FromUtc(2026, 10, 6, 17, 0), scale: 600));
builder.Services.AddP2P().UseInMemory().UseSimulatedCarrier(carrier =>
    (carrier.Rates.Reply, carrier.Rates.SecondReply) = (1, 0));
using var host = builder.Build();
await host.StartAsync();
var (campaigns, sender, results) = (The<CampaignService>(), The<MessageSender>(), The<ResultService>());

// A campaign with an admin, a volunteer, numbers to text from, and contacts.
var admin = Done(await campaigns.CreateAsync(
    new Campaign { Id = CampaignId.New(), Name = "Rent Relief Now", JoinCode = "RENT26" },
    new User { Id = UserId.New(), FirstName = "Ada" }));
var sam = Done(await campaigns.AddUserAsync(admin, new User { Id = UserId.New(), FirstName = "Sam" }));
var volunteer = new Actor(admin.Campaign, sam.Id, Role.Volunteer);
Done(await campaigns.GetNumbersAsync(admin, count: 2));
var csv = new MemoryStream("phone,first_name\n(312) 555-0117,Ana\n312.555.0126,Ben\n+1 312 555 0123,"u8.ToArray());
var import = Done(await The<ContactImporter>().ImportAsync(admin, "Tenants", csv));
Console.WriteLine($"{import.Created} of {import.RowsRead} rows are new contacts.");

var action = Done(await The<ActionService>().CreateAsync(admin, new ActionInput
{
    Title = "Rent hearing",
    List = import.List,
    InitialScripts = [new("Invitation", "Hi {{first_name}}, it's {{user.first_name}} with {{campaign.name}}. "
        + "Will you come to Thursday's rent hearing? Reply STOP to opt out.")],
    ResponseScripts = [new("Thanks", "Thank you, {{first_name}}! It starts at 7 at the library.")],
}));
Done(await The<PublishingService>().PublishAsync(admin, action.Id, Visibility.Public, at: null));

// The volunteer takes a bucket of contacts and texts each one.
var claim = Done(await The<ClaimService>().ClaimAsync(volunteer, action.Id));
foreach (var target in claim.Targets.OrderBy(target => target.Text.Text))
{
    Done(await sender.SendInitialAsync(volunteer, target.Target.Id, target.Text.Version, IdempotencyKey.New()));
    Console.WriteLine($"> {target.Text.Text}");
}

// Counts come live. When all three have replied, the volunteer answers those who wait for it.
await results.WatchAsync(volunteer, action.Id).FirstAsync(counts => counts.Responses == 3);
var inbox = await The<ConversationService>().InboxAsync(volunteer, InboxFilter.NeedsAttention, new PageRequest());
foreach (var contact in inbox.Items.Select(item => item.Item).OrderBy(contact => contact.FirstName == ""))
{
    var thread = Done(await The<ConversationService>().PageMessagesAsync(volunteer, contact.Id, new PageRequest()));
    var script = action.ResponseScripts.First().Id;
    var reply = Done(await sender.SendReplyAsync(volunteer, contact.Id, script, text: null, IdempotencyKey.New()));
    Console.WriteLine($"< {thread.Items[^1].Item.Text}\n> {reply.Message!.Text}");
}

var total = (await results.CountAsync(admin, [action.Id]))[action.Id];
Console.WriteLine($"{total.InitialMessages} texted, {total.OptOuts} opted out, {total.PeopleReplied} replied.");

T The<T>() where T : notnull => host.Services.GetRequiredService<T>();
static T Done<T>(Outcome<T> outcome) where T : class =>
    outcome.IsRefused ? throw new InvalidOperationException(outcome.Refusals[0].Message) : outcome.Value;
