using TwilioApp;

// The whole of P2P in an app of one's own: a database, a carrier, and the carrier's webhooks.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddP2P()
    .UseSqlite(builder.Configuration.GetConnectionString("P2P") ?? "Data Source=texting.db", migrateAtStart: true)
    .UseTwilio(twilio => builder.Configuration.Bind("Twilio", twilio));

// Everything else is the app's: here its sign-in, and what its pages call.
builder.Services.AddAuthentication().AddBearerToken();
builder.Services.AddAuthorization();
builder.Services.AddScoped<CurrentUser>();
builder.Services.AddHostedService<FirstStart>();

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.Use(CurrentUser.FindAsync);
app.MapTwilioWebhooks();
app.MapSignIn();
app.MapAdmin();
app.MapVolunteer();
app.Run();
