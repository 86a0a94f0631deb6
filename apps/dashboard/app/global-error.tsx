'use client'

export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui, sans-serif', maxWidth: '28rem', margin: '20vh auto', padding: '0 1rem', lineHeight: 1.6 }}>
        <title>Flow</title>
        <h1>Flow’s dashboard broke</h1>
        <p>Your posts go on as planned; only their display failed.</p>
        <button type="button" onClick={reset}>
          Try again
        </button>
      </body>
    </html>
  )
}
